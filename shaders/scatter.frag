// A disc with a soft edge of one device pixel; with RING, an outline of its own color.
precision highp float;

uniform float u_sprite_px;
uniform float u_radius_px;  // device pixels, the ring included
#ifdef RING
uniform float u_ring_px;    // width of the ring
uniform vec4 u_ring;        // premultiplied
#endif

flat in vec4 v_color;
out vec4 color;

void main() {
    float from_center_px = length(gl_PointCoord - 0.5) * u_sprite_px;
    float inside_px = u_radius_px - from_center_px;
    color = v_color;
#ifdef RING
    color = mix(u_ring, color, clamp(inside_px - u_ring_px + 0.5, 0.0, 1.0));
#endif
    color *= clamp(inside_px + 0.5, 0.0, 1.0);
}
