"""Views: what each page says, as plain data made from the lifecycle's answers for one day."""
