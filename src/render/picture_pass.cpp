#include "render/picture_pass.hpp"

#include "render/scatter_view.hpp"
#include "shader_sources.hpp"

namespace labelscape {

void PicturePass::prepare() {
    program_.start("picture", {shaders::picture_vert}, {shaders::picture_frag});
}

Status PicturePass::link() {
    prepare();
    return program_.finish();
}

Status PicturePass::draw(GlPicture& picture, Rgba8 tint, float opacity) {
    if (Status linked = link(); !linked) return linked;
    program_.use();
    program_.set("u_picture", 0);
    set_premultiplied(program_, "u_tint", tint, opacity);
    glActiveTexture(GL_TEXTURE0);
    picture.texture().bind();
    glBindVertexArray(0);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    return {};
}

}  // namespace labelscape
