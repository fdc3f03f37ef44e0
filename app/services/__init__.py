"""What Hotseat does, as verbs over ports."""
