"""Finding and replacing what may identify somebody. What is found are suggestions: the rest only a person finds."""
