// A kept picture, or a mask in a color.
precision mediump float;

uniform sampler2D u_picture;
uniform vec4 u_tint;  // premultiplied

in vec2 v_uv;
out vec4 color;

void main() { color = texture(u_picture, v_uv) * u_tint; }
