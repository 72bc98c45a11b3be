// One disc a point, as a point sprite.
layout(location = 0) in vec2 position_data;
layout(location = 1) in vec4 color_crowding;  // sRGB; a: crowding_code() / 255 of point_style.hpp

uniform float u_sprite_px;         // side of the sprite, device pixels
uniform float u_overlap;           // discs over each other where a cell holds one point
uniform float u_overlap_limit;     // never more discs than there are
uniform float u_points_per_cell;   // at most that many of a cell are drawn
uniform float u_opacity;
uniform vec4 u_fade;               // rgb: towards this color, a: how far

flat out vec4 v_color;             // premultiplied

void main() {
    gl_Position = clip_from_data(position_data);
    gl_PointSize = u_sprite_px;
    // As point_opacity() in point_style.cpp.
    float points = min(exp2(color_crowding.a * (255.0 / 16.0)) - 1.0, u_points_per_cell);
    float crowd = 1.0 + 0.5 * max(min(points * u_overlap, u_overlap_limit) - 1.0, 0.0);
    float opacity = u_opacity * max(0.92 * pow(crowd, -0.8), 0.04);
    v_color = vec4(mix(color_crowding.rgb, u_fade.rgb, u_fade.a), 1.0) * opacity;
}
