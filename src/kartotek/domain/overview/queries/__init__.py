"""What do screens and programs read that needs many apps? One file a question."""
