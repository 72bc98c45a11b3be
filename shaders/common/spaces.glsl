// Data space to clip space: the only transform code.
// The center comes as a float and its remainder, so that deep zooms keep their precision:
// the difference of two near floats is exact.
uniform vec4 u_center_data;   // xy: center, zw: remainder
uniform vec2 u_clip_per_unit;

vec4 clip_from_data(vec2 data) {
    return vec4((data - u_center_data.xy - u_center_data.zw) * u_clip_per_unit, 0.0, 1.0);
}
