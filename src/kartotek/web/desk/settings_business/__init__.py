"""What does the business say about itself? Also the entrance to all settings."""
