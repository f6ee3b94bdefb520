"""Who was refused online, and why? The list, and each refusal as it was decided then."""
