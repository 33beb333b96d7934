"""The lists of the workbench and the numbers beside them, each read along an index."""
