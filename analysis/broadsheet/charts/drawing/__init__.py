"""What charts are drawn from: frames, axes, labels, notes, and the SVG of a figure."""
