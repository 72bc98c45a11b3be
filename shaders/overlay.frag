// A line with soft edges and, where asked for, soft dashes.
precision highp float;

uniform float u_pixel_ratio;

in vec2 v_across_along_px;
flat in vec2 v_half_width_dash_px;
flat in vec4 v_color;
out vec4 color;

void main() {
    float inside_px = v_half_width_dash_px.x - abs(v_across_along_px.x);
    float coverage = clamp(inside_px * u_pixel_ratio + 0.5, 0.0, 1.0);
    float dash_px = v_half_width_dash_px.y;
    if (dash_px > 0.0) {
        float from_middle_px = abs(mod(v_across_along_px.y, 2.0 * dash_px) - dash_px);
        coverage *= clamp((from_middle_px - 0.5 * dash_px) * u_pixel_ratio + 0.5, 0.0, 1.0);
    }
    color = v_color * coverage;
}
