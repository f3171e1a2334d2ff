"""Reports: a verdict (or a standing) as text in one of several formats. Nothing here prints."""
