"""What makes a site out of files, and knows nothing of circles and proposals: pages, templates, output, workers, the gate."""
