"""Measure the product through its front door, against baselines and a committed result."""
