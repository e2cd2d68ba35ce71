"""One built index on disk: written, verified, published, held back, rolled back; quotations and their proof."""
