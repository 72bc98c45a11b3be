#include "render/gl_objects.hpp"

#include <string>

namespace labelscape {
namespace {

constexpr char k_version[] = "#version 300 es\n";

std::string shader_log(GLuint shader) {
    char text[1024];
    GLsizei length = 0;
    glGetShaderInfoLog(shader, sizeof text, &length, text);
    return {text, static_cast<std::size_t>(length)};
}

std::string program_log(GLuint program) {
    char text[1024];
    GLsizei length = 0;
    glGetProgramInfoLog(program, sizeof text, &length, text);
    return {text, static_cast<std::size_t>(length)};
}

Error shader_error(std::string_view name, std::string_view stage, const std::string& log) {
    std::string text = "The graphics driver refused the shader '";
    text.append(name).append("' (").append(stage).append("): ");
    text += log.empty() ? "no reason given; the WebGL context may be lost" : log;
    return {ErrorCode::internal, text + ". Update the graphics driver or try another browser"};
}

GLuint compile(GLenum stage, std::initializer_list<const char*> parts) {
    std::vector<const char*> texts{k_version};
    texts.insert(texts.end(), parts);
    const GLuint shader = glCreateShader(stage);
    glShaderSource(shader, static_cast<GLsizei>(texts.size()), texts.data(), nullptr);
    glCompileShader(shader);
    return shader;
}

bool compiled(GLuint shader) {
    GLint ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    return ok != 0;
}

}  // namespace

void GlBuffer::set(std::span<const std::byte> bytes, GLenum usage) {
    bind();
    const auto size = static_cast<GLsizeiptr>(bytes.size());
    if (bytes.size() <= capacity_ && bytes.size() * 4 > capacity_) {
        glBufferSubData(target_, 0, size, bytes.data());
        return;
    }
    glBufferData(target_, size, bytes.data(), usage);
    capacity_ = bytes.size();
}

void GlBuffer::set_part(std::size_t offset, std::span<const std::byte> bytes) {
    bind();
    glBufferSubData(target_, static_cast<GLintptr>(offset), static_cast<GLsizeiptr>(bytes.size()),
                    bytes.data());
}

void GlBuffer::forget() {
    name_.forget();
    capacity_ = 0;
}

void GlTexture::set(GLenum internal_format, std::int32_t width, std::int32_t height, GLenum format,
                    GLenum type, const void* pixels, GLenum filter) {
    bind();
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(internal_format), width, height, 0, format,
                 type, pixels);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, static_cast<GLint>(filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, static_cast<GLint>(filter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

Status GlPicture::bind_for_drawing(std::int32_t width, std::int32_t height) {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.need());
    if (width == width_ && height == height_) return {};
    texture_.set(GL_RGBA8, width, height, GL_RGBA, GL_UNSIGNED_BYTE, nullptr, GL_LINEAR);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.get(), 0);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        return Error{ErrorCode::internal,
                     "The graphics driver refused a picture of " + std::to_string(width) + " x " +
                         std::to_string(height) +
                         " pixels. Make the window smaller or reload the page"};
    }
    width_ = width;
    height_ = height;
    return {};
}

void GlPicture::copy_to(std::uint32_t framebuffer, std::int32_t x, std::int32_t y) const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.get());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(0, 0, width_, height_, x, y, x + width_, y + height_, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

void GlPicture::forget() {
    texture_.forget();
    framebuffer_.forget();
    width_ = height_ = 0;
}

GlProgram::~GlProgram() {
    if (program_ != 0) glDeleteProgram(program_);
}

void GlProgram::start(const char* name, std::initializer_list<const char*> vertex_parts,
                      std::initializer_list<const char*> fragment_parts) {
    if (program_ != 0) return;
    name_ = name;
    vertex_ = compile(GL_VERTEX_SHADER, vertex_parts);
    fragment_ = compile(GL_FRAGMENT_SHADER, fragment_parts);
    program_ = glCreateProgram();
    glAttachShader(program_, vertex_);
    glAttachShader(program_, fragment_);
    glLinkProgram(program_);
}

Status GlProgram::finish() {
    if (linked_) return {};
    GLint ok = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &ok);
    linked_ = ok != 0;
    // The state of the shaders is asked only after a failure: asking makes the browser wait for the
    // compiler.
    Status status;
    if (!linked_ && !compiled(vertex_)) {
        status = shader_error(name_, "vertex", shader_log(vertex_));
    } else if (!linked_ && !compiled(fragment_)) {
        status = shader_error(name_, "fragment", shader_log(fragment_));
    } else if (!linked_) {
        status = shader_error(name_, "link", program_log(program_));
    }
    glDeleteShader(vertex_);
    glDeleteShader(fragment_);
    if (linked_) {
        learn_locations();
    } else {
        glDeleteProgram(program_);
        forget();
    }
    return status;
}

void GlProgram::learn_locations() {
    GLint count = 0;
    glGetProgramiv(program_, GL_ACTIVE_UNIFORMS, &count);
    for (GLint i = 0; i < count; ++i) {
        char name[64];
        GLint size = 0;
        GLenum type = 0;
        glGetActiveUniform(program_, static_cast<GLuint>(i), sizeof name, nullptr, &size, &type, name);
        locations_.emplace_back(name, glGetUniformLocation(program_, name));
    }
}

GLint GlProgram::location(std::string_view uniform) const {
    for (const auto& [known, where] : locations_) {
        if (known == uniform) return where;
    }
    return -1;
}

void GlProgram::set(const char* uniform, float x) {
    glUniform1f(location(uniform), x);
}
void GlProgram::set(const char* uniform, float x, float y) {
    glUniform2f(location(uniform), x, y);
}
void GlProgram::set(const char* uniform, float x, float y, float z, float w) {
    glUniform4f(location(uniform), x, y, z, w);
}
void GlProgram::set(const char* uniform, std::int32_t x) {
    glUniform1i(location(uniform), x);
}

void GlProgram::forget() {
    program_ = 0;
    linked_ = false;
    locations_.clear();
}

}  // namespace labelscape
