"""Settings, Check-in: what the screen at the door may say."""
