"""What makes a site out of files, and knows nothing of circles and proposals: templates, output, workers, the gate."""
