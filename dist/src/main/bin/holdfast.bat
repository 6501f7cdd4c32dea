@echo off
rem Runs Holdfast. Needs Java 17 or newer, in JAVA_HOME or on the PATH.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -Dfile.encoding=UTF-8 -jar "%~dp0..\holdfast.jar" %*
exit /b %ERRORLEVEL%
