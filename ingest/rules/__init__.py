"""What a note in the corpus format must keep to: one small function for each rule."""
