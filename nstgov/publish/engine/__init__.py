"""The machinery that makes files of a site, whatever they are about."""
