#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "gl_api.hpp"

namespace labelscape {

/// Owns one GL name; 0 is none. Deletes it in the context that is current at that time.
template <auto& create_gl, auto& delete_gl>
class GlName {
public:
    GlName() = default;
    ~GlName() { clear(); }
    GlName(GlName&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    GlName& operator=(GlName&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }

    GLuint get() const { return name_; }
    /// The name, made on first use.
    GLuint need() {
        if (name_ == 0) create_gl(1, &name_);
        return name_;
    }
    void clear() {
        if (name_ != 0) delete_gl(1, &name_);
        name_ = 0;
    }
    /// After a lost context: the name means nothing any more.
    void forget() { name_ = 0; }

private:
    GLuint name_ = 0;
};

using GlVertexArray = GlName<glGenVertexArrays, glDeleteVertexArrays>;

/// Vertices or indices on the GPU.
class GlBuffer {
public:
    /// `target`: GL_ARRAY_BUFFER or GL_ELEMENT_ARRAY_BUFFER.
    explicit GlBuffer(GLenum target) : target_(target) {}

    void bind() { glBindBuffer(target_, name_.need()); }
    /// Binds and replaces the content; keeps the storage where it is large enough and not four
    /// times too large.
    void set(std::span<const std::byte> bytes, GLenum usage = GL_STATIC_DRAW);
    /// Binds and replaces a part that set() has filled before.
    void set_part(std::size_t offset, std::span<const std::byte> bytes);
    void forget();

private:
    GLenum target_;
    GlName<glGenBuffers, glDeleteBuffers> name_;
    std::size_t capacity_ = 0;
};

/// A 2-d texture, clamped at its edges.
class GlTexture {
public:
    void bind() { glBindTexture(GL_TEXTURE_2D, name_.need()); }
    GLuint get() const { return name_.get(); }
    /// Binds and makes an image of this size; `pixels` may be null. `filter`: GL_NEAREST or
    /// GL_LINEAR.
    void set(GLenum internal_format, std::int32_t width, std::int32_t height, GLenum format,
             GLenum type, const void* pixels, GLenum filter);
    void forget() { name_.forget(); }

private:
    GlName<glGenTextures, glDeleteTextures> name_;
};

/// A picture to draw into and to read from: RGBA8, one color attachment.
class GlPicture {
public:
    /// Makes or resizes it and binds it as framebuffer. Its content is undefined after a change of
    /// size.
    Status bind_for_drawing(std::int32_t width, std::int32_t height);
    /// Copies it to a rectangle of the same size in `framebuffer`, which must not be multisampled.
    void copy_to(std::uint32_t framebuffer, std::int32_t x, std::int32_t y) const;
    GlTexture& texture() { return texture_; }
    void forget();

private:
    GlTexture texture_;
    GlName<glGenFramebuffers, glDeleteFramebuffers> framebuffer_;
    std::int32_t width_ = 0;
    std::int32_t height_ = 0;
};

/// A linked pair of shaders and its uniforms.
class GlProgram {
public:
    GlProgram() = default;
    ~GlProgram();
    GlProgram(GlProgram&&) = delete;

    /// Lets the driver compile and link, and returns at once; nothing where that was done before.
    /// `parts` are joined after the version line. `name` is a literal and appears in the error.
    /// Attributes are placed by `layout`.
    void start(const char* name, std::initializer_list<const char*> vertex_parts,
               std::initializer_list<const char*> fragment_parts);
    /// Waits for the driver at the first call, and asks for the places of all uniforms: later
    /// questions would wait for what is being drawn. After an error the program can be started anew.
    Status finish();

    void use() const { glUseProgram(program_); }
    /// Of the program in use; names that the shaders do not use are ignored.
    void set(const char* uniform, float x);
    void set(const char* uniform, float x, float y);
    void set(const char* uniform, float x, float y, float z, float w);
    void set(const char* uniform, std::int32_t x);
    void forget();

private:
    void learn_locations();
    GLint location(std::string_view uniform) const;

    const char* name_ = "";
    GLuint program_ = 0, vertex_ = 0, fragment_ = 0;
    bool linked_ = false;
    std::vector<std::pair<std::string, GLint>> locations_;
};

/// Everything a span holds, as bytes.
template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& values) {
    return std::as_bytes(std::span(values));
}

}  // namespace labelscape
