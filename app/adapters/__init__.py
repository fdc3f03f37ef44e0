"""The outside world, one library a file. Heavy libraries are imported when first needed."""
