"""What did access decisions come to in a month? Refusals by reason; overrides and mistaken locks by staff."""
