"""Files and images that people add to what they write."""
