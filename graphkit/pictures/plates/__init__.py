"""Pictures for print, from the statements of a store: svg, png and pdf of one drawing."""
