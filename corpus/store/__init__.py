"""Open, create and close a project file; the journal; locks."""
