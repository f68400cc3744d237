"""From a table or quotes to a file."""
