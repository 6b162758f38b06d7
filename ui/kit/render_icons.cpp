// SPDX-License-Identifier: GPL-3.0-or-later
// Build-time tool: renders resources/icons/*.svg to alpha masks and the app icon to PNG, and writes them as one C++
// file. The program itself then needs no SVG code. Use: render_icons FOLDER OUTPUT.cpp
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextStream>

#include <array>
#include <cstdio>

namespace {

constexpr std::array<int, 3> sizes{14, 16, 20};
constexpr std::array<int, 6> scalesInQuarters{4, 5, 6, 8, 10, 12};
constexpr std::array<int, 9> appSizes{16, 24, 32, 48, 64, 96, 128, 192, 256};

struct NamedIcon {
    const char* id;
    const char* file;
};
constexpr auto icons = std::to_array<NamedIcon>({
#define BATCHROOM_ICON(id, file) {#id, file},
#include "ui/kit/icon_list.inc"
#undef BATCHROOM_ICON
});

QImage rendered(const QByteArray& svg, int side)
{
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(0, 0, side, side));
    return image;
}

QByteArray alphaOf(const QImage& image)
{
    QByteArray alpha;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            alpha.append(static_cast<char>(qAlpha(image.pixel(x, y))));
    }
    return alpha;
}

void writeBytes(QTextStream& out, const QByteArray& bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i)
        out << static_cast<int>(static_cast<unsigned char>(bytes[i])) << (i % 32 == 31 ? ",\n" : ",");
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QFile target(QString::fromLocal8Bit(argv[2]));
    if (!target.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return 3;
    QTextStream out(&target);
    out << "// Written by render_icons.\n#include \"ui/kit/icon_masks.h\"\nnamespace batchroom {\n";
    QString table;
    for (const NamedIcon& icon : icons) {
        const QByteArray svg = contentsOf(folder + QLatin1Char('/') + QLatin1String(icon.file) + QLatin1String(".svg"));
        QByteArray masks;
        for (const int size : sizes) {
            // The small forms carry a heavier line, or they look thinner than the words beside them.
            QByteArray form = svg;
            if (size < 20)
                form.replace("stroke-width=\"1.5\"", "stroke-width=\"1.75\"");
            for (const int quarters : scalesInQuarters)
                masks += alphaOf(rendered(form, size * quarters / 4));
        }
        if (masks.isEmpty()) {
            std::fprintf(stderr, "cannot render %s\n", icon.file);
            return 4;
        }
        const QByteArray packed = qCompress(masks, 9);
        out << "static const unsigned char mask" << icon.id << "[] = {\n";
        writeBytes(out, packed);
        out << "};\n";
        table += QStringLiteral("{mask%1, %2},\n").arg(QLatin1String(icon.id)).arg(packed.size());
    }
    out << "const PackedIcon packedIcons[] = {\n" << table << "};\n";
    const QByteArray app = contentsOf(folder + QLatin1String("/app-icon.svg"));
    QString appTable;
    for (const int side : appSizes) {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        rendered(app, side).save(&buffer, "PNG");
        out << "static const unsigned char app" << side << "[] = {\n";
        writeBytes(out, png);
        out << "};\n";
        appTable += QStringLiteral("{%1, app%1, %2},\n").arg(side).arg(png.size());
    }
    out << "const PackedAppIcon packedAppIcons[] = {\n" << appTable << "};\n";
    out << "const int packedAppIconCount = " << appSizes.size() << ";\n} // namespace batchroom\n";
    return 0;
}
