"""The main job from one end to the other, as people do it: over HTTP, with buttons pressed and a page consented to."""
