// Tiles of the density picture.
layout(location = 0) in vec2 corner;  // in cells from the lower left

uniform vec4 u_bounds_data;  // of the picture: min x, min y, max x, max y
uniform float u_side;        // cells a row

out vec2 v_uv;

void main() {
    v_uv = corner / u_side;
    gl_Position = clip_from_data(mix(u_bounds_data.xy, u_bounds_data.zw, v_uv));
}
