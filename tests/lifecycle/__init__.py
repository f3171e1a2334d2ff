"""What follows from the records on a day, in whole tables."""
