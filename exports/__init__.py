"""What leaves the project: tables, quotes, and the files they are written to."""
