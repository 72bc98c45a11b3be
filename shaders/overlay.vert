// Lines and areas that the processor has cut into triangles.
layout(location = 0) in vec2 position_px;  // CSS pixels of the view, y down
layout(location = 1) in vec4 line_px;      // across, along, half width, dash: CSS pixels
layout(location = 2) in vec4 line_color;   // straight alpha

uniform vec2 u_view_px;

out vec2 v_across_along_px;
flat out vec2 v_half_width_dash_px;
flat out vec4 v_color;

void main() {
    vec2 clip = position_px / u_view_px * 2.0 - 1.0;
    gl_Position = vec4(clip.x, -clip.y, 0.0, 1.0);
    v_across_along_px = line_px.xy;
    v_half_width_dash_px = line_px.zw;
    v_color = vec4(line_color.rgb, 1.0) * line_color.a;
}
