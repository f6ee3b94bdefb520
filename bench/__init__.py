"""How fast is it? Workloads against the product as it is served, as ratios to the cheapest request it can answer."""
