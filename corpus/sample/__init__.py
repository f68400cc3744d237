"""The sample interviews that ship."""
