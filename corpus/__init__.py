"""The project file and what was said."""
