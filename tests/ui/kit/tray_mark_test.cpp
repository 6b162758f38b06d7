// SPDX-License-Identifier: GPL-3.0-or-later
// The mark in the tray on the panels of light and dark desktops.
#include "ui/kit/theme.h"
#include "ui/kit/tray_mark.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace batchroom;

namespace {

const QList<TrayMark> marks{{false, TraySign::None}, {true, TraySign::None}, {false, TraySign::NeedsYou},
    {true, TraySign::NeedsYou}, {false, TraySign::Held}, {true, TraySign::Held}, {false, TraySign::Paused}};

QImage on(const QColor& panel, const TrayMark& mark, int side)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(panel);
    QPainter painter(&image);
    painter.drawPixmap(0, 0, trayPixmap(mark, side));
    return image;
}

int pixelsThatStandOut(const QImage& image, const QColor& panel)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += contrastRatio(image.pixelColor(x, y), panel) >= 3.0 ? 1 : 0;
    return count;
}

} // namespace

class TrayMarkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isSeenOnEveryPanel_data()
    {
        QTest::addColumn<QColor>("panel");
        for (const char* name : {"#ffffff", "#f6f5f2", "#2b2b2b", "#111318", "#000000"})
            QTest::newRow(name) << QColor(QLatin1StringView(name));
    }
    void isSeenOnEveryPanel()
    {
        QFETCH(QColor, panel);
        for (const TrayMark& mark : marks) {
            const int seen = pixelsThatStandOut(on(panel, mark, 22), panel);
            QVERIFY2(seen > 22 * 22 / 3, qPrintable(QString::number(seen)));
        }
    }

    void everyStateLooksDifferent()
    {
        QList<QImage> seen;
        for (const TrayMark& mark : marks) {
            const QImage image = on(QColor(Qt::white), mark, 22);
            QVERIFY(!seen.contains(image));
            seen.append(image);
        }
    }

    // Without colours a sign is told by its shape.
    void signsDifferInShape()
    {
        const auto greyOf = [](TraySign sign) {
            return on(QColor(Qt::black), {false, sign}, 22).convertToFormat(QImage::Format_Grayscale8);
        };
        const QImage call = greyOf(TraySign::NeedsYou);
        const QImage bars = greyOf(TraySign::Held);
        int different = 0;
        for (int y = 0; y < call.height(); ++y)
            for (int x = 0; x < call.width(); ++x)
                different += std::abs(qGray(call.pixel(x, y)) - qGray(bars.pixel(x, y))) > 60 ? 1 : 0;
        QVERIFY2(different >= 8, qPrintable(QString::number(different)));
    }

    void hasTheSizesOfTrays()
    {
        const QList<QSize> sizes = trayIcon({true, TraySign::NeedsYou}).availableSizes();
        for (const int side : {16, 22, 24, 32, 44})
            QVERIFY(sizes.contains(QSize(side, side)));
    }
};

QTEST_MAIN(TrayMarkTest)
#include "tray_mark_test.moc"
