// Tint by local density: a soft ramp with gentle contour steps on it.
precision highp float;

uniform sampler2D u_density;  // rgb: mean color, a: level 0..1
uniform float u_strength;     // opacity at level 1

in vec2 v_uv;
out vec4 color;

const float k_steps = 6.0;

void main() {
    vec4 density = texture(u_density, v_uv);
    float level = density.a * k_steps;
    float width = max(fwidth(level), 1e-4);
    float stepped = floor(level) + clamp((fract(level) - 1.0) / width + 1.0, 0.0, 1.0);
    float opacity = u_strength * mix(level, stepped, 0.55) / k_steps;
    color = vec4(density.rgb, 1.0) * opacity;
}
