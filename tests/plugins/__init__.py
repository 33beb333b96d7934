"""Two small plugins that carry the tests of the kernel, and variants of them."""
