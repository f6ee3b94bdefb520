"""Settings, services: the catalogue by category, a service's form, the order."""
