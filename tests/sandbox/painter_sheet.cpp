// SPDX-License-Identifier: GPL-3.0-or-later
// Developer tool: paints a contact sheet to look at.
//   painter_sheet OUT.png LIST [COLUMNS [CELL]]     LIST has one picture a line: style|WxH|seed|prompt
#include "app/sandbox/painter.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTextStream>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

std::vector<batchroom::PaintRequest> readList(const QString& path)
{
    std::vector<batchroom::PaintRequest> requests;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return requests;
    QTextStream text(&file);
    while (!text.atEnd()) {
        const QStringList parts = text.readLine().split(u'|');
        if (parts.size() < 4)
            continue;
        const QStringList sides = parts[1].split(u'x');
        batchroom::PaintRequest request;
        request.style = parts[0];
        request.size = QSize(sides.value(0).toInt(), sides.value(1).toInt());
        request.seed = parts[2].toLongLong();
        request.prompt = parts.mid(3).join(u'|');
        requests.push_back(request);
    }
    return requests;
}

} // namespace

int main(int argc, char** argv)
{
    QGuiApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    QTextStream out(stdout);
    if (arguments.size() < 3) {
        out << "painter_sheet OUT.png LIST [COLUMNS [CELL]]\n";
        return 2;
    }
    const std::vector<batchroom::PaintRequest> requests = readList(arguments[2]);
    const int columns = std::max(1, arguments.value(3, u"7"_s).toInt());
    const int cell = std::max(32, arguments.value(4, u"330"_s).toInt());
    const int rows = (static_cast<int>(requests.size()) + columns - 1) / columns;
    QImage sheet(columns * (cell + 8) + 8, rows * (cell + 8) + 8, QImage::Format_RGB32);
    sheet.fill(QColor(22, 23, 26));
    QPainter p(&sheet);
    qint64 total = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        QElapsedTimer timer;
        timer.start();
        const QImage picture = batchroom::paintPicture(requests[i]);
        total += timer.elapsed();
        out << timer.elapsed() << " ms  " << picture.width() << "x" << picture.height() << "  "
            << requests[i].prompt.left(60) << "\n";
        const QImage small = picture.scaled(cell, cell, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        const int column = static_cast<int>(i) % columns;
        const int row = static_cast<int>(i) / columns;
        p.drawImage(8 + column * (cell + 8) + (cell - small.width()) / 2,
            8 + row * (cell + 8) + (cell - small.height()) / 2, small);
    }
    out << total << " ms in all\n";
    return sheet.save(arguments[1]) ? 0 : 1;
}
