"""How do people come in? Sign-in by allauth with our pages, invitations, and the choice among businesses."""
