"""Texts as safe HTML: Markdown, differences, days and words of pages."""
