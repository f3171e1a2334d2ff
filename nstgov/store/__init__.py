"""Reading a governance repository: its bytes into records and misfits, the same from a folder and from git."""
