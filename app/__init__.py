"""The workbench and the `tusj` command."""
