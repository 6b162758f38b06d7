// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/icons.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace batchroom;

namespace {

int inkedPixels(const QImage& image)
{
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += qAlpha(image.pixel(x, y)) > 64;
    }
    return inked;
}

} // namespace

class IconsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsEveryIconCrispAtEveryScale_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<double>("dpr");
        for (const int size : {14, 16, 20}) {
            for (const double dpr : {1.0, 1.25, 1.5, 2.0, 3.0})
                QTest::addRow("%d at %g", size, dpr) << size << dpr;
        }
    }
    void drawsEveryIconCrispAtEveryScale()
    {
        QFETCH(int, size);
        QFETCH(double, dpr);
        for (int id = 0; id < iconCount; ++id) {
            const QPixmap pixmap = iconPixmap(static_cast<IconId>(id), Qt::red, size, dpr);
            QCOMPARE(pixmap.width(), qRound(size * dpr));
            QCOMPARE(pixmap.devicePixelRatio(), dpr);
            const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
            const QByteArray name = QByteArray(iconFileName(static_cast<IconId>(id)).latin1());
            QVERIFY2(inkedPixels(image) > 4, name.constData());
            QVERIFY2(inkedPixels(image) < image.width() * image.height() * 6 / 10, name.constData());
        }
    }

    void tintsWithExactlyTheColourAsked()
    {
        const QImage image = iconPixmap(IconId::StarFilled, QColor(10, 200, 30), 20, 2).toImage();
        QCOMPARE(image.pixelColor(20, 22).rgb(), QColor(10, 200, 30).rgb());
    }

    void scalesOtherSizes()
    {
        QCOMPARE(iconPixmap(IconId::Warn, Qt::black, 24, 1).width(), 24);
        QCOMPARE(iconPixmap(IconId::Warn, Qt::black, 64, 2).width(), 128);
        QVERIFY(inkedPixels(iconPixmap(IconId::Warn, Qt::black, 64, 2).toImage()) > 100);
    }

    void followsTheThemeWithoutBeingMadeAgain()
    {
        ThemeSource source(ThemeMode::Dark);
        const QIcon made = themedIcon(IconId::StarFilled);
        QCOMPARE(made.pixmap(20, 20).toImage().pixelColor(10, 11).rgb(), darkTheme().text.rgb());
        source.setMode(ThemeMode::Light);
        QCOMPARE(made.pixmap(20, 20).toImage().pixelColor(10, 11).rgb(), lightTheme().text.rgb());
    }

    void comesFromAFileInTheRepository()
    {
        const QString folder = qEnvironmentVariable("BATCHROOM_SOURCE_DIR") + QStringLiteral("/resources/icons/");
        for (int id = 0; id < iconCount; ++id) {
            const QString file = folder + iconFileName(static_cast<IconId>(id)) + QStringLiteral(".svg");
            QVERIFY2(QFile::exists(file), qPrintable(file));
        }
    }

    void bringsTheAppIconInEverySize()
    {
        const QIcon icon = appIcon();
        for (const int size : {16, 24, 32, 48, 64, 128, 256})
            QVERIFY(icon.availableSizes().contains(QSize(size, size)));
        QCOMPARE(appIconPixmap(24, 2).width(), 48);
        QVERIFY(inkedPixels(appIconPixmap(24, 2).toImage()) > 300);
    }
};

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
