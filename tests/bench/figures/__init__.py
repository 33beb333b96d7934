"""One module for each figure; `figure()` measures it."""
