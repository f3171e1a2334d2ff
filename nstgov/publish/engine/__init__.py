"""What makes a site out of files and knows nothing of circles: templates, output, workers, the gate."""
