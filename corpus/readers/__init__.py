"""One file format a file, behind one registry."""
