"""The founding ideas, each from end to end through the command line."""
