"""Tests of the pages, over HTTP and without scripts."""
