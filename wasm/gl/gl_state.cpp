// What Dear ImGui's backend is told when it asks for the state that it puts back after drawing.
//
// A question to WebGL waits until the GPU process has done all that was asked of it before: with 20 questions a frame
// the page stood still for most of each frame. Nobody here relies on state that others left: Platform::render() and
// every pass of src/render set what they need. So the answer is what a context begins with.

#include <GLES3/gl3.h>

extern "C" void ls_gl_get_integerv(GLenum name, GLint* value);

extern "C" void ls_gl_get_integerv(GLenum name, GLint* value) {
    switch (name) {
        case GL_ACTIVE_TEXTURE: *value = GL_TEXTURE0; return;
        case GL_CURRENT_PROGRAM:
        case GL_TEXTURE_BINDING_2D:
        case GL_SAMPLER_BINDING:
        case GL_ARRAY_BUFFER_BINDING:
        case GL_ELEMENT_ARRAY_BUFFER_BINDING:
        case GL_PIXEL_UNPACK_BUFFER_BINDING:
        case GL_VERTEX_ARRAY_BINDING: *value = 0; return;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *value = GL_ONE; return;
        case GL_BLEND_DST_RGB:
        case GL_BLEND_DST_ALPHA: *value = GL_ZERO; return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *value = GL_FUNC_ADD; return;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX:
            for (int i = 0; i < 4; ++i) value[i] = 0;
            return;
        default: glGetIntegerv(name, value);
    }
}
