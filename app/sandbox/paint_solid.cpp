// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_solid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace batchroom::paint {

namespace {

class Field {
public:
    Field(int width, int height)
        : m_width(width)
        , m_height(height)
        , m_values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
    {
    }
    int width() const { return m_width; }
    int height() const { return m_height; }
    float& at(int x, int y) { return m_values[index(x, y)]; }
    float at(int x, int y) const { return m_values[index(x, y)]; }
    float clamped(int x, int y) const { return at(std::clamp(x, 0, m_width - 1), std::clamp(y, 0, m_height - 1)); }

private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x);
    }
    int m_width;
    int m_height;
    std::vector<float> m_values;
};

constexpr float far = 1e9F;

// Squared distances along one line (lower envelope of parabolas, Felzenszwalb and Huttenlocher).
void distanceLine(const std::vector<float>& f, std::vector<float>& d, std::vector<int>& v, std::vector<float>& z, int n)
{
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    int k = 0;
    v[0] = 0;
    z[0] = -far;
    z[1] = far;
    for (int q = 1; q < n; ++q) {
        float s = 0;
        for (;;) {
            const int r = v[at(k)];
            s = ((f[at(q)] + static_cast<float>(q * q)) - (f[at(r)] + static_cast<float>(r * r)))
                / static_cast<float>(2 * (q - r));
            if (s > z[at(k)] || k == 0)
                break;
            --k;
        }
        if (s > z[at(k)])
            ++k;
        v[at(k)] = q;
        z[at(k)] = s;
        z[at(k + 1)] = far;
    }
    k = 0;
    for (int q = 0; q < n; ++q) {
        while (z[at(k + 1)] < static_cast<float>(q))
            ++k;
        const int r = v[at(k)];
        d[at(q)] = static_cast<float>((q - r) * (q - r)) + f[at(r)];
    }
}

Field insideDistance(const QImage& mask)
{
    const int width = mask.width();
    const int height = mask.height();
    Field field(width, height);
    const auto longest = static_cast<std::size_t>(std::max(width, height));
    std::vector<float> f(longest), d(longest), z(longest + 1);
    std::vector<int> v(longest);
    for (int y = 0; y < height; ++y) {
        const uchar* row = mask.constScanLine(y);
        for (int x = 0; x < width; ++x)
            f[static_cast<std::size_t>(x)] = row[x] > 127 ? 1e7F : 0.0F;
        distanceLine(f, d, v, z, width);
        for (int x = 0; x < width; ++x)
            field.at(x, y) = d[static_cast<std::size_t>(x)];
    }
    for (int x = 0; x < width; ++x) {
        for (int y = 0; y < height; ++y)
            f[static_cast<std::size_t>(y)] = field.at(x, y);
        distanceLine(f, d, v, z, height);
        for (int y = 0; y < height; ++y)
            field.at(x, y) = std::sqrt(d[static_cast<std::size_t>(y)]);
    }
    return field;
}

void boxBlur(Field& field, int radius)
{
    Field other(field.width(), field.height());
    const float share = 1.0F / static_cast<float>(2 * radius + 1);
    for (int y = 0; y < field.height(); ++y) {
        float sum = 0;
        for (int x = -radius; x <= radius; ++x)
            sum += field.clamped(x, y);
        for (int x = 0; x < field.width(); ++x) {
            other.at(x, y) = sum * share;
            sum += field.clamped(x + radius + 1, y) - field.clamped(x - radius, y);
        }
    }
    for (int x = 0; x < field.width(); ++x) {
        float sum = 0;
        for (int y = -radius; y <= radius; ++y)
            sum += other.clamped(x, y);
        for (int y = 0; y < field.height(); ++y) {
            field.at(x, y) = sum * share;
            sum += other.clamped(x, y + radius + 1) - other.clamped(x, y - radius);
        }
    }
}

Field heights(const QImage& mask, double bevel, double soft)
{
    Field field = insideDistance(mask);
    float deepest = 0;
    for (int y = 0; y < field.height(); ++y) {
        for (int x = 0; x < field.width(); ++x)
            deepest = std::max(deepest, field.at(x, y));
    }
    const float r = bevel > 0 ? std::min(static_cast<float>(bevel), deepest) : deepest;
    for (int y = 0; y < field.height(); ++y) {
        for (int x = 0; x < field.width(); ++x) {
            const float d = std::max(0.0F, r - field.at(x, y) - 0.5F);
            field.at(x, y) = std::sqrt(std::max(0.0F, r * r - d * d));
        }
    }
    boxBlur(field, std::clamp(static_cast<int>(r * static_cast<float>(soft) + 0.5F), 1, 8));
    return field;
}

struct Rgb {
    float r, g, b;
};

Rgb rgb(const QColor& c)
{
    return {static_cast<float>(c.red()), static_cast<float>(c.green()), static_cast<float>(c.blue())};
}

float smooth(float low, float high, float x)
{
    const float t = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

// Key light from the upper left, a soft box as its reflection, sky above, the floor's colour from below.
class Shader {
public:
    explicit Shader(const Material& m)
        : m_lit(rgb(lighter(m.colour, 0.30)))
        , m_base(rgb(m.colour))
        , m_dark(rgb(darker(m.colour, 0.62)))
        , m_bounce(rgb(mix(m.bounce, m.colour, 0.35)))
        , m_gloss(static_cast<float>(m.gloss))
    {
    }
    QRgb shade(float nx, float ny, float nz) const
    {
        const float light = nx * -0.48F + ny * -0.62F + nz * 0.62F;
        const float wrap = std::clamp(light * 0.62F + 0.36F, 0.0F, 1.0F);
        const float toDark = 1 - smooth(0.02F, 0.52F, wrap);
        const float toLit = smooth(0.55F, 1.0F, wrap);
        const float below = smooth(0.15F, 0.95F, ny) * 0.55F;
        const float rim = std::pow(1 - std::clamp(nz, 0.0F, 1.0F), 3.0F) * (0.25F + 0.3F * m_gloss)
            * smooth(0.5F, -0.4F, ny * 0.6F - nx * 0.2F);
        // Reflection of the view (0,0,1): where it looks at the soft box it is bright, with a defined edge.
        const float rx = 2 * nz * nx;
        const float ry = 2 * nz * ny;
        const float rz = 2 * nz * nz - 1;
        const float hit = rx * -0.50F + ry * -0.66F + rz * 0.56F;
        const float spark = smooth(0.93F, 0.985F, hit) * 0.85F * m_gloss + smooth(0.55F, 1.0F, hit) * 0.22F * m_gloss;
        const float sheen = smooth(0.75F, 0.95F, rx * 0.85F + ry * 0.35F + rz * 0.1F) * 0.16F * m_gloss;
        const float white = std::clamp(spark + sheen + rim * 0.6F, 0.0F, 0.96F);
        return qRgb(channel(m_base.r, m_lit.r, m_dark.r, m_bounce.r, toLit, toDark, below, white),
            channel(m_base.g, m_lit.g, m_dark.g, m_bounce.g, toLit, toDark, below, white),
            channel(m_base.b, m_lit.b, m_dark.b, m_bounce.b, toLit, toDark, below, white));
    }

private:
    static int channel(
        float base, float lit, float dark, float bounce, float toLit, float toDark, float below, float white)
    {
        float c = base + (lit - base) * toLit;
        c += (dark - c) * toDark * 0.85F;
        c += (bounce - c) * below;
        c += (255 - c) * white;
        return std::clamp(static_cast<int>(c + 0.5F), 0, 255);
    }
    Rgb m_lit, m_base, m_dark, m_bounce;
    float m_gloss;
};

} // namespace

void inflate(const Stage& stage, const QPainterPath& outline, const Material& material)
{
    const QRectF box = outline.boundingRect().intersected(stage.frame.adjusted(-stage.u, -stage.u, stage.u, stage.u));
    if (box.width() < 2 || box.height() < 2)
        return;
    const double scale =
        std::min({1.0, std::max(760.0 / std::max(stage.w(), stage.h()), 460.0 / std::max(box.width(), box.height())),
            760.0 / std::max(box.width(), box.height())});
    constexpr int pad = 2;
    QImage mask(static_cast<int>(std::ceil(box.width() * scale)) + 2 * pad,
        static_cast<int>(std::ceil(box.height() * scale)) + 2 * pad, QImage::Format_Grayscale8);
    mask.fill(0);
    {
        QPainter p(&mask);
        p.setRenderHint(QPainter::Antialiasing);
        p.translate(pad, pad);
        p.scale(scale, scale);
        p.translate(-box.topLeft());
        p.fillPath(outline, Qt::white);
    }
    const Field field = heights(mask, material.bevel * scale, material.soft);
    const Shader shader(material);
    QImage lit(mask.size(), QImage::Format_RGB32);
    for (int y = 0; y < lit.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(lit.scanLine(y));
        for (int x = 0; x < lit.width(); ++x) {
            const float dx = (field.clamped(x + 1, y) - field.clamped(x - 1, y)) * 0.5F;
            const float dy = (field.clamped(x, y + 1) - field.clamped(x, y - 1)) * 0.5F;
            const float n = 1 / std::sqrt(dx * dx + dy * dy + 1);
            row[x] = shader.shade(-dx * n, -dy * n, n);
        }
    }
    QBrush brush(lit);
    brush.setTransform(
        QTransform::fromTranslate(box.left(), box.top()).scale(1 / scale, 1 / scale).translate(-pad, -pad));
    stage.p.fillPath(outline, brush);
}

} // namespace batchroom::paint
